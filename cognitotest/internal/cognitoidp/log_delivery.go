package cognitoidp

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// logConfiguration is the LogConfigurationType of the API.
type logConfiguration struct {
	LogLevel                    string
	EventSource                 string
	CloudWatchLogsConfiguration *struct {
		LogGroupArn string `json:",omitempty"`
	} `json:",omitempty"`
	S3Configuration *struct {
		BucketArn string `json:",omitempty"`
	} `json:",omitempty"`
	FirehoseConfiguration *struct {
		StreamArn string `json:",omitempty"`
	} `json:",omitempty"`
}

type logDelivery struct {
	UserPoolID        string `json:"UserPoolId"`
	LogConfigurations []logConfiguration
}

const logDeliveryKey = "log-delivery"

// rule returns the part of a log configuration that the store validates.
func (l logConfiguration) rule() userpool.LogDelivery {
	rule := userpool.LogDelivery{EventSource: l.EventSource, Level: l.LogLevel}
	if l.CloudWatchLogsConfiguration != nil {
		rule.LogGroups = append(rule.LogGroups, l.CloudWatchLogsConfiguration.LogGroupArn)
	}
	if l.S3Configuration != nil {
		rule.Others = append(rule.Others, l.S3Configuration.BucketArn)
	}
	if l.FirehoseConfiguration != nil {
		rule.Others = append(rule.Others, l.FirehoseConfiguration.StreamArn)
	}
	return rule
}

// setLogDeliveryConfiguration stores the destinations of a pool's logs. The emulator does not send
// logs. An empty list removes the configuration: the Terraform provider deletes the resource that way.
func setLogDeliveryConfiguration(c *call, in logDelivery) (any, error) {
	pool, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	var rules []userpool.LogDelivery
	for _, l := range in.LogConfigurations {
		rules = append(rules, l.rule())
	}
	if err := pool.CheckLogDelivery(rules); err != nil {
		return nil, err
	}
	var body []byte
	if len(in.LogConfigurations) > 0 {
		body, _ = json.Marshal(in.LogConfigurations) // strings always encode
	}
	d, err := c.Store.SetRawSetting(in.UserPoolID, logDeliveryKey, body)
	return logDeliveryResponse(in.UserPoolID, d, err)
}

func getLogDeliveryConfiguration(c *call, in userPoolRequest) (any, error) {
	d, _, err := c.Store.RawSetting(in.UserPoolID, logDeliveryKey)
	return logDeliveryResponse(in.UserPoolID, d, err)
}

func logDeliveryResponse(poolID string, d userpool.RawSetting, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := logDelivery{UserPoolID: poolID, LogConfigurations: []logConfiguration{}}
	if d.Body != nil {
		_ = json.Unmarshal(d.Body, &wire.LogConfigurations) // setLogDeliveryConfiguration encoded it
	}
	return map[string]any{"LogDeliveryConfiguration": wire}, nil
}

var logDeliveryActions = []action{
	on("SetLogDeliveryConfiguration", setLogDeliveryConfiguration),
	on("GetLogDeliveryConfiguration", getLogDeliveryConfiguration),
}
