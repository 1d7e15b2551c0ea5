// The npm package assert, for browsers: the bundler replaces node:assert/strict with this file.
import assert from "assert/";
export default assert.strict;
