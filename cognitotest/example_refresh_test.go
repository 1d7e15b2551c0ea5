package cognitotest_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// A refresh token of thirty days expires in a millisecond. docs/cognitotest.md shows this example.
func Example_refreshTokenExpires() {
	server := cognitotest.NewServer()
	defer server.Close()
	check := func(err error) {
		if err != nil {
			panic(err)
		}
	}

	ctx := context.Background()
	cognito := idp.New(idp.Options{
		Region: "us-east-1", HTTPClient: server.Client(), Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""),
	})
	pool, err := cognito.CreateUserPool(ctx, &idp.CreateUserPoolInput{PoolName: aws.String("orders")})
	check(err)
	app, err := cognito.CreateUserPoolClient(ctx, &idp.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("web"), RefreshTokenValidity: 30,
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	})
	check(err)
	username, password := aws.String("ada"), aws.String("Passw0rd!")
	_, err = cognito.AdminCreateUser(ctx, &idp.AdminCreateUserInput{UserPoolId: pool.UserPool.Id, Username: username})
	check(err)
	_, err = cognito.AdminSetUserPassword(ctx, &idp.AdminSetUserPasswordInput{UserPoolId: pool.UserPool.Id, Username: username, Password: password, Permanent: true})
	check(err)

	signedIn, err := cognito.InitiateAuth(ctx, &idp.InitiateAuthInput{
		ClientId: app.UserPoolClient.ClientId, AuthFlow: "USER_PASSWORD_AUTH",
		AuthParameters: map[string]string{"USERNAME": *username, "PASSWORD": *password},
	})
	check(err)
	refresh := func() error {
		_, err := cognito.InitiateAuth(ctx, &idp.InitiateAuthInput{
			ClientId: app.UserPoolClient.ClientId, AuthFlow: "REFRESH_TOKEN_AUTH",
			AuthParameters: map[string]string{"REFRESH_TOKEN": *signedIn.AuthenticationResult.RefreshToken},
		})
		return err
	}
	server.Advance(29 * 24 * time.Hour)
	fmt.Println("after 29 days:", refresh())
	server.Advance(2 * 24 * time.Hour)
	var rejected *types.NotAuthorizedException
	fmt.Println("after 31 days:", errors.As(refresh(), &rejected), rejected.ErrorMessage())
	// Output:
	// after 29 days: <nil>
	// after 31 days: true Refresh Token has expired
}
