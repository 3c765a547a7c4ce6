# Thin names for the command line and the tests. `make up STACKS=frameworks`, `make preview ENV=staging`
# ENV counts only when it is given to make itself: shells use a variable of that name, too.
options := $(if $(filter command line,$(origin ENV)),--env "$(ENV)") $(if $(STACKS),--stacks "$(STACKS)")

.PHONY: up preview report bench down clean doctor test check conformance bench-program bench-loadgen bench-instrument

up preview report clean doctor:
	@./tare $(options) $@

down:
	@./tare $(options) down $(if $(KEEP),--keep "$(KEEP)")

# CASE= names the case study, FLAGS= further options: make bench CASE=frameworks FLAGS=--full
bench:
	@./tare $(options) bench "$(or $(CASE),frameworks)" $(FLAGS)

test:
	@./tare dependencies
	@npx tsx test/run.ts

check:
	@./tare dependencies
	@npm run --silent check

conformance:
	@./tare dependencies
	@environment=$$(./tare $(options) env) && eval "$$environment" && \
	  PLUGIN="$(PLUGIN)" npx jest --selectProjects=conformance

bench-program:
	@./tare dependencies
	@npx tsx test/bench/program.ts $(FLAGS)

bench-loadgen:
	@./tare dependencies
	@npx tsx test/bench/loadgen.ts $(FLAGS)

bench-instrument:
	@./tare dependencies
	@npx tsx test/bench/instrument.ts $(FLAGS)
