package cognitotest_test

import (
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func ExampleNewServer() {
	server := cognitotest.NewServer()
	defer server.Close()

	// The client requests a production URL, and the emulator responds.
	response, err := server.Client().Get("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_nowhere/.well-known/jwks.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
	// Output: 404 Not Found
}

func ExampleServer_Advance() {
	server := cognitotest.NewServer()
	defer server.Close()

	before := server.Now()
	server.Advance(30 * 24 * time.Hour)
	fmt.Println(server.Now().Sub(before) >= 30*24*time.Hour)
	// Output: true
}
