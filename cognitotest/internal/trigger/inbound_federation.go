package trigger

import "context"

// InboundFederation is the source of the inbound federation trigger.
const InboundFederation = "InboundFederation_ExternalProvider"

// InboundFederationRequest is the request of an inbound federation event. Attributes are the parts
// of the provider's response: tokenResponse, idToken and userInfo, or samlResponse.
type InboundFederationRequest struct {
	ProviderName string                       `json:"providerName"`
	ProviderType string                       `json:"providerType"`
	Attributes   map[string]map[string]string `json:"attributes"`
}

// InboundFederation runs the inbound federation trigger, which may replace the claims of a provider.
// A response without claims changes nothing (developer guide, "Inbound federation Lambda trigger").
func (i *Invoker) InboundFederation(ctx context.Context, c Call, request InboundFederationRequest) (claims map[string]string, err error) {
	c.Request = request
	response := struct {
		Claims map[string]string `json:"userAttributesToMap"`
	}{map[string]string{}}
	_, err = i.Run(ctx, c, &response)
	return response.Claims, err
}
