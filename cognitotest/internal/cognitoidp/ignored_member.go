package cognitoidp

// membersWithoutEffect are the members that the emulator accepts and ignores, by NAME or
// SHAPE.NAME, with the reason.
var membersWithoutEffect = map[string]string{
	"AnalyticsMetadata": "the emulator has no analytics",
	"ContextData":       "the emulator does not assess risk",
	"ListUserPoolClientSecretsRequest.NextToken": "a client has at most two secrets, which fit on one page",
	"UserContextData": "the emulator does not assess risk",
}
