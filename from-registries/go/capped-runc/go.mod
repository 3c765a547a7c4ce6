module tare.local/capped-runc

go 1.26

tool tare.local/capped-runc
