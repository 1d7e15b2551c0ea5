package cognitoidp

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// classicLogin is the default ManagedLoginVersion.
const classicLogin = 1

type customDomainConfig struct {
	CertificateArn string
	SecurityPolicy string `json:",omitempty"` // without effect: the emulator offers one set of TLS versions
}

type userPoolDomainRequest struct {
	Domain              string
	UserPoolID          string `json:"UserPoolId"`
	ManagedLoginVersion int
	CustomDomainConfig  customDomainConfig
	Routing             *routing
}

type routing struct {
	Failover *failover `json:",omitempty"`
}

type failover struct {
	SecondaryRegion             string
	PrimaryRoute53HealthCheckID string `json:"PrimaryRoute53HealthCheckId"`
}

// record returns the failover of a request, or nil if the request has no Routing. A Routing without
// Failover, which is the zero value, removes the failover in an update (unspecified).
func (r *routing) record() *userpool.Failover {
	switch {
	case r == nil:
		return nil
	case r.Failover == nil:
		return &userpool.Failover{}
	}
	return &userpool.Failover{SecondaryRegion: r.Failover.SecondaryRegion, HealthCheckID: r.Failover.PrimaryRoute53HealthCheckID}
}

// routingOf returns the Routing of a domain, or nil if the domain has no failover.
func routingOf(d userpool.Domain) *routing {
	if d.Failover == nil {
		return nil
	}
	return &routing{&failover{d.Failover.SecondaryRegion, d.Failover.HealthCheckID}}
}

func (in userPoolDomainRequest) record() userpool.Domain {
	return userpool.Domain{
		Name: in.Domain, PoolID: in.UserPoolID, ManagedLoginVersion: in.ManagedLoginVersion, CertificateARN: in.CustomDomainConfig.CertificateArn,
		SecurityPolicy: in.CustomDomainConfig.SecurityPolicy, Failover: in.Routing.record(),
	}
}

type domainResponse struct {
	ManagedLoginVersion int
	CloudFrontDomain    string   `json:",omitempty"`
	Routing             *routing `json:",omitempty"`
}

// distribution returns the host name of the CloudFront distribution of a domain: "d" and 13 lower-case
// letters and digits. All prefix domains of a region share one distribution (three captures of
// us-east-1, 2017 to 2025). Each custom domain has its own.
func distribution(region string, d userpool.Domain) string {
	id := region
	if d.Custom() {
		id = d.PoolID + "/" + d.Name
	}
	sum := sha256.Sum256([]byte(id))
	return "d" + hex.EncodeToString(sum[:])[:13] + ".cloudfront.net"
}

// airportCodes maps a region to the code in the name of its bucket. The sources are captures and an
// example of the AWS CLI.
var airportCodes = map[string]string{"ap-northeast-1": "nrt", "us-east-1": "iad", "us-west-1": "sfo", "us-west-2": "pdx"}

// assetsBucket returns the S3 bucket with the assets of a region's hosted pages. If the code of the
// region is not known, the name has the region itself (unspecified).
func assetsBucket(region string) string {
	return "aws-cognito-prod-" + cmp.Or(airportCodes[region], region) + "-assets"
}

// domainVersion is the layout of a domain's Version in captures: YYYYMMDDhhmmss. The emulator formats
// the creation time (unspecified).
const domainVersion = "20060102150405"

func (c *call) domainResponse(d userpool.Domain, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	response := domainResponse{ManagedLoginVersion: d.ManagedLoginVersion, Routing: routingOf(d)}
	if d.Custom() {
		response.CloudFrontDomain = distribution(c.region, d)
	}
	return response, nil
}

func createUserPoolDomain(c *call, in userPoolDomainRequest) (any, error) {
	d := in.record()
	d.ManagedLoginVersion = cmp.Or(d.ManagedLoginVersion, classicLogin)
	if in.Routing != nil && in.Routing.Failover == nil {
		d.Failover = nil
	}
	return c.domainResponse(c.Store.CreateDomain(d))
}

func updateUserPoolDomain(c *call, in userPoolDomainRequest) (any, error) {
	return c.domainResponse(c.Store.UpdateDomain(in.record()))
}

// describeUserPoolDomain returns an empty description, not an error, if the domain does not exist. The
// Terraform provider relies on it.
func describeUserPoolDomain(c *call, in struct{ Domain string }) (any, error) {
	d, ok := c.Store.Domain(c.region, in.Domain)
	if !ok {
		return map[string]any{"DomainDescription": none{}}, nil
	}
	description := map[string]any{
		"Domain": d.Name, "UserPoolId": d.PoolID, "AWSAccountId": c.Store.AccountID, "Status": "ACTIVE",
		"ManagedLoginVersion": d.ManagedLoginVersion, "CloudFrontDistribution": distribution(c.region, d),
		"S3Bucket": assetsBucket(c.region), "Version": d.Created.UTC().Format(domainVersion),
	}
	if d.Custom() {
		description["CustomDomainConfig"] = customDomainConfig{d.CertificateARN, d.SecurityPolicy}
	}
	if r := routingOf(d); r != nil {
		description["Routing"] = r
	}
	return map[string]any{"DomainDescription": description}, nil
}

func deleteUserPoolDomain(c *call, in userPoolDomainRequest) (any, error) {
	return none{}, c.Store.DeleteDomain(in.UserPoolID, in.Domain)
}

var userPoolDomainActions = []action{
	on("CreateUserPoolDomain", createUserPoolDomain),
	on("UpdateUserPoolDomain", updateUserPoolDomain),
	on("DescribeUserPoolDomain", describeUserPoolDomain),
	on("DeleteUserPoolDomain", deleteUserPoolDomain),
}
