// Package golden asserts JSON responses on their bytes: the names of the members and the kinds of their values, compared
// with a golden file in testdata, which -update rewrites. It shares no type with the emulator, the product or an OAuth
// library, because a shared type can hide a missing or an additional member.
package golden
