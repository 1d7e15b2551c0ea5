// Package golden compares the bytes of JSON responses with golden files in testdata: the names of the members and the types
// of their values. The flag -update rewrites the files. The package shares no type with the emulator, the product or an
// OAuth library, because a shared type can hide a missing or an additional member.
package golden
