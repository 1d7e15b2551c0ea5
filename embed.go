package cognitokit

import "embed"

// Terraform contains the .tf files of the root module, of modules/ and of
// examples/, at the same paths as in the repository, so that the sources
// "./modules/…" and "../.." resolve in a copy that [os.CopyFS] creates. It does not
// contain READMEs and module tests.
//
//go:embed *.tf modules/*/*.tf examples/*/*.tf
var Terraform embed.FS

// PostmanCollection is the Postman collection of examples/postman.
//
//go:embed examples/postman/cognito.postman_collection.json
var PostmanCollection []byte
