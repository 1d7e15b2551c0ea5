package cognitoidp

import (
	"context"
	"encoding/json"
)

// Call runs an action for a caller in this process. All rules of the action apply, but no signature
// is required. Call encodes in as the request and decodes the response into out, unless out is nil.
func (a *API) Call(ctx context.Context, action, region string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	response, err := a.run(ctx, action, endpoint{region: region}, body)
	if err != nil || out == nil {
		return err
	}
	if body, err = json.Marshal(response); err != nil {
		return err
	}
	return json.Unmarshal(body, out)
}
