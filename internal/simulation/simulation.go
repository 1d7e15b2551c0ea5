package simulation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// Options are the options of [New].
type Options struct {
	// AccountID is the AWS account in ARNs, 12 digits.
	AccountID string
	// Region is the default region, for a provider configuration without one.
	Region string
	// Values replace simulated values of resources and data sources.
	Values []Values
}

// Simulation simulates the resources and data sources of hashicorp/aws outside user pools.
// It is safe for concurrent use.
type Simulation struct {
	options Options

	reading sync.Once
	schemas *schemas
	failed  error

	decoding sync.Mutex
	blocks   map[string]decoded // cache: decoding takes a second for some types

	mu    sync.Mutex
	given map[string]bool // the seeds in use, so that each resource gets its own
}

// New returns a simulation.
func New(o Options) *Simulation {
	return &Simulation{options: o, given: map[string]bool{}, blocks: map[string]decoded{}}
}

// ofUserPools are the prefixes, after aws_cognito_, of the resource types of user pools.
var ofUserPools = []string{
	"identity_provider", "log_delivery_configuration", "managed_login_branding", "managed_user_pool_client",
	"resource_server", "risk_configuration", "user",
}

// SimulatesResource reports whether a resource type is simulated: every type of the AWS provider
// except the types of Amazon Cognito user pools.
func SimulatesResource(name string) bool {
	if !strings.HasPrefix(name, "aws_") {
		return false
	}
	of, ok := strings.CutPrefix(name, "aws_cognito_")
	if !ok {
		return true
	}
	// aws_cognito_user_pool, aws_cognito_user and so on; not aws_cognito_identity_pool.
	return !slices.ContainsFunc(ofUserPools, func(word string) bool { return of == word || strings.HasPrefix(of, word+"_") })
}

// notSimulated are the data sources that the provider computes without a service, and
// aws_caller_identity, which the emulator serves.
var notSimulated = []string{
	"aws_arn", "aws_billing_service_account", "aws_caller_identity", "aws_cloudtrail_service_account",
	"aws_default_tags", "aws_elb_hosted_zone_id", "aws_elb_service_account", "aws_iam_policy_document", "aws_lb_hosted_zone_id",
	"aws_partition", "aws_redshift_service_account", "aws_region", "aws_s3_hosted_zone", "aws_service", "aws_service_principal",
}

// SimulatesDataSource reports whether a data source is simulated.
func SimulatesDataSource(name string) bool {
	return SimulatesResource(name) && !slices.Contains(notSimulated, name)
}

// The fields of the simulated requests and responses, in tfplugin5.proto and tfplugin6.proto. The
// name of the type is field 1 of each request.
const (
	typeName = 1

	// ApplyResourceChange
	applyPriorState     = 2
	applyPlannedState   = 3
	applyPlannedPrivate = 5
	appliedNewState     = 1
	appliedPrivate      = 2
	appliedDiagnostics  = 3

	// ReadResource
	readCurrentState = 2
	readPrivate      = 3
	readNewState     = 1
	readNewPrivate   = 3

	// ReadDataSource
	dataConfig      = 2
	dataState       = 1
	dataDiagnostics = 2
)

// Answer implements [relay.Answer].
func (s *Simulation) Answer(ctx context.Context, call relay.Call) (response []byte, answered bool, err error) {
	simulates := SimulatesResource
	switch call.Method {
	case "ApplyResourceChange", "ReadResource":
	case "ReadDataSource":
		simulates = SimulatesDataSource
	default:
		return nil, false, nil
	}
	request, err := relay.Fields(call.Request)
	if err != nil {
		return nil, false, err
	}
	name := string(relay.Last(request, typeName).Bytes)
	if !simulates(name) {
		return nil, false, nil
	}
	if call.Method == "ReadResource" {
		return read(request), true, nil
	}
	of, err := s.open(ctx, call, name)
	if err != nil {
		return nil, false, err
	}
	diagnostics := protowire.Number(appliedDiagnostics)
	if call.Method == "ReadDataSource" {
		diagnostics = dataDiagnostics
		response, err = of.readData(request)
	} else {
		response, err = of.apply(request)
	}
	if err != nil { // a provider diagnostic, so that Terraform reports the resource
		response = relay.AppendError(nil, diagnostics, "simulating "+name, err.Error())
	}
	return response, true, nil
}

// read returns the state and the private bytes of the request unchanged.
func read(request []relay.Field) []byte {
	response := relay.AppendBytes(nil, readNewState, relay.Last(request, readCurrentState).Bytes)
	if private := relay.Last(request, readPrivate).Bytes; len(private) > 0 {
		response = relay.AppendBytes(response, readNewPrivate, private)
	}
	return response
}

// opened is the simulation of one type, for one configuration of the provider.
type opened struct {
	*Simulation
	name   string
	data   bool // whether the type is a data source
	schema block
	typ    cty.Type
	region string
}

// open reads the schema of a type, and the region of the provider's configuration.
func (s *Simulation) open(ctx context.Context, call relay.Call, name string) (*opened, error) {
	of := &opened{Simulation: s, name: name, data: call.Method == "ReadDataSource"}
	kind := "resource"
	if of.data {
		kind = "data"
	}
	schema, err := s.block(ctx, call, kind, name)
	if err != nil {
		return nil, err
	}
	of.schema, of.typ = schema.block, schema.typ
	of.region, err = s.regionOf(ctx, call)
	return of, err
}

// decoded is a Schema.Block with the type of its values.
type decoded struct {
	block block
	typ   cty.Type
}

// block returns the schema of a resource, of a data source ("data") or of the provider itself.
func (s *Simulation) block(ctx context.Context, call relay.Call, kind, name string) (decoded, error) {
	s.reading.Do(func() {
		var response []byte
		if response, s.failed = call.Schema(ctx); s.failed == nil {
			s.schemas, s.failed = readSchemas(response)
		}
	})
	if s.failed != nil {
		return decoded{}, s.failed
	}
	s.decoding.Lock()
	defer s.decoding.Unlock()
	key := kind + " " + name
	if known, ok := s.blocks[key]; ok {
		return known, nil
	}
	message, ok := s.schemas.provider, true
	switch kind {
	case "resource":
		message, ok = s.schemas.resources[name]
	case "data":
		message, ok = s.schemas.dataSources[name]
	}
	if !ok {
		return decoded{}, fmt.Errorf("the provider has no %s", name)
	}
	read, err := readBlock(message)
	if err != nil {
		return decoded{}, err
	}
	s.blocks[key] = decoded{read, read.typ()}
	return s.blocks[key], nil
}

// configured is the field of ConfigureProvider.Request that contains the configuration.
const configured = 2

// regionOf returns the region of the provider's configuration, or else the default region.
func (s *Simulation) regionOf(ctx context.Context, call relay.Call) (string, error) {
	if call.Configuration == nil {
		return s.options.Region, nil
	}
	schema, err := s.block(ctx, call, "provider", "")
	if err != nil {
		return "", err
	}
	request, err := relay.Fields(call.Configuration)
	if err != nil {
		return "", err
	}
	value, err := dynamicValue(relay.Last(request, configured).Bytes, schema.typ)
	if err != nil {
		return "", err
	}
	if region := text(value, "region"); region != "" {
		return region, nil
	}
	return s.options.Region, nil
}

// apply returns the response to ApplyResourceChange: the planned state with its unknown values
// filled, or a null state if the resource is destroyed.
func (o *opened) apply(request []relay.Field) ([]byte, error) {
	planned, err := dynamicValue(relay.Last(request, applyPlannedState).Bytes, o.typ)
	if err != nil {
		return nil, err
	}
	if planned.IsNull() {
		return relay.AppendBytes(nil, appliedNewState, relay.Last(request, applyPlannedState).Bytes), nil
	}
	prior, err := dynamicValue(relay.Last(request, applyPriorState).Bytes, o.typ)
	if err != nil {
		return nil, err
	}
	state, err := o.fill(planned, prior)
	if err != nil {
		return nil, err
	}
	response, err := appendValue(nil, appliedNewState, state, o.typ)
	if err != nil {
		return nil, err
	}
	if private := relay.Last(request, applyPlannedPrivate).Bytes; len(private) > 0 {
		response = relay.AppendBytes(response, appliedPrivate, private)
	}
	return response, nil
}

// readData returns the response to ReadDataSource: the arguments, and values for the computed
// attributes.
func (o *opened) readData(request []relay.Field) ([]byte, error) {
	config, err := dynamicValue(relay.Last(request, dataConfig).Bytes, o.typ)
	if err != nil {
		return nil, err
	}
	if config.IsNull() || !config.IsKnown() {
		return nil, errors.New("the request for a data source contains no arguments")
	}
	attributes := config.AsValueMap()
	for name, a := range o.schema.attributes {
		if a.computed && attributes[name].IsNull() {
			attributes[name] = cty.UnknownVal(a.typ)
		}
	}
	state, err := o.fill(cty.ObjectVal(attributes), cty.NullVal(o.typ))
	if err != nil {
		return nil, err
	}
	return appendValue(nil, dataState, state, o.typ)
}

// text returns a string attribute, or "" if it is null, unknown or of another type.
func text(value cty.Value, name string) string {
	if value.IsNull() || !value.IsKnown() || !value.Type().IsObjectType() || !value.Type().HasAttribute(name) {
		return ""
	}
	a := value.GetAttr(name)
	if a.IsNull() || !a.IsKnown() || a.Type() != cty.String {
		return ""
	}
	return a.AsString()
}
