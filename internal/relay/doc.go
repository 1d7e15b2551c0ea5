// Package relay stands between Terraform and a provider.
//
// Terraform connects to a [Session], which passes each call on to a provider process as
// raw frames. The relay does three things itself. It answers the schema from a copy that
// holds only the types that a configuration uses, which is most of the cost of a command
// with hashicorp/aws. It gives each provider configuration a process of its own, since a
// process has one. And it asks the session's [Answer] first, which may stand in for the
// provider's service.
//
// The package knows the plugin protocols 5 and 6, and nothing else of this repository.
package relay
