// Package relay is a proxy between Terraform and a provider.
//
// Terraform connects to a [Session], which passes each call on to a provider process as
// raw frames. The relay does three things itself. It returns the schema from a copy with only
// the types that a configuration uses, because reading the schema is most of the cost of a
// command with hashicorp/aws. It starts a process for each provider configuration, because a
// process has one configuration. And it calls the session's [Answer] first, which may respond
// in place of the provider.
//
// The package implements the plugin protocols 5 and 6. It imports no other package of this
// repository.
package relay
