package cognitoidp_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// lambdaTriggers is a Lambda function for all triggers of a pool. It returns configured responses and
// records its events.
type lambdaTriggers struct {
	mu     sync.Mutex
	events []map[string]any
	// responses has the responses by triggerSource, in order; the last one repeats. "!TEXT" is the error TEXT,
	// "" is the response that the event has.
	responses map[string][]string
}

const functionARN = "arn:aws:lambda:us-east-1:123456789012:function:f"

// config registers the function under functionARN.
func (f *lambdaTriggers) config() cognitotest.Config {
	return cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{functionARN: f.run}}
}

func (f *lambdaTriggers) run(_ context.Context, in []byte) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var event map[string]any
	if err := json.Unmarshal(in, &event); err != nil {
		return nil, err
	}
	f.events = append(f.events, event)
	source := event["triggerSource"].(string)
	response := ""
	if list := f.responses[source]; len(list) > 0 {
		response = list[0]
		if len(list) > 1 {
			f.responses[source] = list[1:]
		}
	}
	if text, failed := strings.CutPrefix(response, "!"); failed {
		return nil, errors.New(text)
	}
	if response != "" {
		event["response"] = json.RawMessage(response)
	}
	return json.Marshal(event)
}

// requests returns the request member of the recorded events of one trigger source, as JSON.
func (f *lambdaTriggers) requests(source string) (requests []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, event := range f.events {
		if event["triggerSource"] == source {
			text, _ := json.Marshal(event["request"])
			requests = append(requests, string(text))
		}
	}
	return requests
}

// drainSources returns the trigger sources of the recorded events in order and deletes the events.
func (f *lambdaTriggers) drainSources() (sources []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, event := range f.events {
		sources = append(sources, event["triggerSource"].(string))
	}
	f.events = nil
	return slices.Clip(sources)
}

// lambdaConfig returns the LambdaConfig that sets the function for the triggers with these names.
func lambdaConfig(names ...string) string {
	members := make([]string, len(names))
	for i, name := range names {
		members[i] = `"` + name + `":"` + functionARN + `"`
	}
	return `"LambdaConfig":{` + strings.Join(members, ",") + `}`
}
