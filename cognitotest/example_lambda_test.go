package cognitotest_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// check ends an example if there is an error.
func check(err error) {
	if err != nil {
		panic(err)
	}
}

// A pre sign-up function that was written for AWS decides which users may sign up. The
// confirmation code is in the outbox.
func Example_signUp() {
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:pre-sign-up"
	preSignUp := func(_ context.Context, event events.CognitoEventUserPoolsPreSignup) (events.CognitoEventUserPoolsPreSignup, error) {
		if event.UserName == "mallory" {
			return event, fmt.Errorf("%s is not invited", event.UserName)
		}
		return event, nil
	}
	server, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{arn: cognitotest.Lambda(preSignUp)}})
	check(err)
	defer server.Close()

	ctx := context.Background()
	cognito := idp.New(idp.Options{
		Region: "us-east-1", HTTPClient: server.Client(), Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""),
	})
	pool, err := cognito.CreateUserPool(ctx, &idp.CreateUserPoolInput{
		PoolName: aws.String("orders"), AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}, LambdaConfig: &types.LambdaConfigType{PreSignUp: aws.String(arn)},
	})
	check(err)
	client, err := cognito.CreateUserPoolClient(ctx, &idp.CreateUserPoolClientInput{UserPoolId: pool.UserPool.Id, ClientName: aws.String("web")})
	check(err)
	for _, name := range []string{"mallory", "ada"} {
		_, err := cognito.SignUp(ctx, &idp.SignUpInput{
			ClientId: client.UserPoolClient.ClientId, Username: &name, Password: aws.String("Passw0rd!"),
			UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String(name + "@example.com")}},
		})
		fmt.Println(name, "is rejected:", err != nil)
	}
	for _, m := range server.Outbox() {
		_, err := cognito.ConfirmSignUp(ctx, &idp.ConfirmSignUpInput{ClientId: client.UserPoolClient.ClientId, Username: &m.Username, ConfirmationCode: &m.Code})
		fmt.Println(m.To, m.Subject, err == nil)
	}
	// Output:
	// mallory is rejected: true
	// ada is rejected: false
	// ada@example.com Your verification code true
}
