// Package passwordhash parses and verifies the password hashes of imported users: BCRYPT, SCRYPT,
// ARGON2ID and PBKDF2_SHA256, in the formats of the developer guide ("Supported password hashing
// algorithms").
//
// It creates no hash: the passwords of other users are SRP verifiers (package srp).
package passwordhash
