// node:assert/strict, as npm has it for browsers: the bundler puts it in its place.
import assert from "assert/";
export default assert.strict;
