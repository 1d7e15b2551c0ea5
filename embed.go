package cognitokit

import "embed"

// Terraform holds the .tf files of the root module, of modules/ and of
// examples/, under the paths they have in the repository, so that the sources
// "./modules/…" and "../.." resolve in a copy made with [os.CopyFS]. READMEs and
// module tests are not in it.
//
//go:embed *.tf modules/*/*.tf examples/*/*.tf
var Terraform embed.FS
