package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The level of a source is fixed. A source has one destination, in the region of the pool.
func TestLogDelivery(t *testing.T) {
	t.Parallel()
	const (
		group  = "arn:aws:logs:us-east-1:123456789012:log-group:a"
		bucket = "arn:aws:s3:::logs"
		stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/a"
	)
	notifications := LogDelivery{EventSource: "userNotification", Level: "ERROR", LogGroups: []string{group}}
	events := func(groups, others []string) LogDelivery {
		return LogDelivery{EventSource: "userAuthEvents", Level: "INFO", LogGroups: groups, Others: others}
	}
	tests := []struct {
		name string
		tier string
		list []LogDelivery
		want string
	}{
		{"none", "LITE", nil, ""},
		{"notifications", "LITE", []LogDelivery{notifications}, ""},
		{"events to a log group", "PLUS", []LogDelivery{notifications, events([]string{group}, nil)}, ""},
		{"events to a bucket", "PLUS", []LogDelivery{events(nil, []string{bucket})}, ""},
		{"events to a stream", "PLUS", []LogDelivery{events(nil, []string{stream})}, ""},
		{"twice", "PLUS", []LogDelivery{notifications, notifications}, "InvalidParameterException: Following event sources appear more then once in a request"},
		{
			"level of the other source", "PLUS", []LogDelivery{{EventSource: "userNotification", Level: "INFO", LogGroups: []string{group}}},
			"InvalidParameterException: Log level INFO is not supported for event source userNotification.",
		},
		{"no destination", "PLUS", []LogDelivery{events(nil, nil)}, "InvalidParameterException: Exactly one log destination should be specified for event source userAuthEvents."},
		{"two destinations", "PLUS", []LogDelivery{events([]string{group}, []string{bucket})}, "InvalidParameterException: Exactly one log destination should be specified for event source userAuthEvents."},
		{
			"notifications to a bucket", "PLUS", []LogDelivery{{EventSource: "userNotification", Level: "ERROR", Others: []string{bucket}}},
			"InvalidParameterException: Only CloudWatchLogsConfiguration is supported for event source userNotification.",
		},
		{
			"events in another plan", "ESSENTIALS", []LogDelivery{events([]string{group}, nil)},
			"FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming",
		},
		{"another region", "PLUS", []LogDelivery{events([]string{"arn:aws:logs:us-west-2:123456789012:log-group:a"}, nil)}, "InvalidParameterException: ARN does not belong to current region"},
		{"stream in another region", "PLUS", []LogDelivery{events(nil, []string{"arn:aws:firehose:us-west-2:123456789012:deliverystream/a"})}, "InvalidParameterException: ARN does not belong to current region"},
	}
	for _, tt := range tests {
		requireText(t, tt.want, Pool{ID: "us-east-1_a", PoolSettings: PoolSettings{Tier: tt.tier}}.CheckLogDelivery(tt.list), tt.name)
	}
}

// Managed login of a pool in the region fixes the rates of sign-ins and of federation.
func TestProvisionedLimits(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: "ESSENTIALS"}})
	provision := func(region, category string) error { return s.ProvisionLimit(region, category, 200) }
	require.NoError(t, provision("us-east-1", "UserAuthentication"))
	for region, want := range map[string]int{"us-east-1": 200, "us-west-2": 0} {
		assert.Equal(t, want, s.ProvisionedLimit(region, "UserAuthentication"))
		assert.Zero(t, s.ProvisionedLimit(region, "UserFederation"))
	}
	_, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	require.NoError(t, provision("us-east-1", "UserFederation"), "classic pages")
	_, err = s.UpdateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 2})
	require.NoError(t, err)
	for _, category := range []string{"UserAuthentication", "UserFederation"} {
		require.EqualError(t, provision("us-east-1", category),
			"InvalidParameterException: A user pool in us-east-1 uses managed login. Request a quota increase for "+category+" in Service Quotas instead.")
		require.NoError(t, provision("us-west-2", category))
	}
	require.NoError(t, provision("us-east-1", "UserCreation"))
}

// A document keeps the time of its creation when it changes.
func TestRawSettings(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	get := func(key string) RawSetting {
		d, ok, err := s.RawSetting(pool.ID, key)
		require.NoError(t, err)
		require.Equal(t, ok, d.Body != nil)
		return d
	}
	assert.Zero(t, get("ui"))
	d, err := s.SetRawSetting(pool.ID, "ui", []byte("1"))
	require.NoError(t, err)
	assert.Equal(t, RawSetting{Body: []byte("1"), Created: stillTime, Modified: stillTime}, d)
	assert.Zero(t, get("risk"))
	s.Clock.Advance(time.Minute)
	d, err = s.SetRawSetting(pool.ID, "ui", []byte("2"))
	require.NoError(t, err)
	assert.Equal(t, RawSetting{Body: []byte("2"), Created: stillTime, Modified: stillTime.Add(time.Minute)}, d)
	assert.Equal(t, d, get("ui"))
	d, err = s.SetRawSetting(pool.ID, "ui", nil)
	require.NoError(t, err)
	assert.Zero(t, d)
	assert.Zero(t, get("ui"))
	_, _, err = s.RawSetting("us-east-1_none", "ui")
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}
