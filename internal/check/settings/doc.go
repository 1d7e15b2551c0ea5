// Package settings contains the checks of the settings of a pool and its app clients. They only
// call Describe operations and read the public documents of the pool. They do not sign in.
package settings
