/**
 * As many calls as Node itself keeps. Jest asks for a hundred and looks each one up in the source
 * maps, and Pulumi takes a stack for every promise: that was a quarter of a test's time.
 */
Error.stackTraceLimit = 10;
