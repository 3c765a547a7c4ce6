// Stands for what @pulumi/pulumi loads in order to send functions to a cloud: half of the time of a
// test that loads it, and the program sends none. Any use of it is an error.
module.exports = {};
