//go:build linux

package main

import (
	"context"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// composeProject loads examples/compose/compose.yaml as docker compose does, with the schema of the Compose specification.
func composeProject(t *testing.T) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"../../examples/compose/compose.yaml"})
	require.NoError(t, err)
	project, err := options.LoadProject(context.Background())
	require.NoError(t, err)
	return project
}

// The example agrees with the image: its name, ports, user and health check. TestContainer runs its arguments.
func TestComposeExample(t *testing.T) {
	t.Parallel()
	project := composeProject(t)
	emulator, err := project.GetService("cognito")
	require.NoError(t, err)
	assert.Equal(t, annotations["io.containerd.image.name"], "docker.io/library/"+emulator.Image)
	assert.Equal(t, types.PullPolicyNever, emulator.PullPolicy)
	assert.Empty(t, emulator.Entrypoint, "the entry point of the image listens and exposes the name")
	assert.Empty(t, emulator.User, "the user of the image")

	entry := config("").Entrypoint
	assert.Equal(t, emulator.Name, entry[len(entry)-1], "the service has the exposed name")
	for _, port := range emulator.Ports {
		assert.Equal(t, "127.0.0.1", port.HostIP, "the emulator is published on this machine only")
		assert.Contains(t, config("").ExposedPorts, port.Published+"/tcp")
	}
	assert.Len(t, emulator.Ports, len(config("").ExposedPorts))
	assert.Equal(t, []string{"orders.auth.us-east-1.cognito"}, emulator.Networks["default"].Aliases)

	app, err := project.GetService("app")
	require.NoError(t, err)
	assert.Equal(t, types.ServiceConditionHealthy, app.DependsOn["cognito"].Condition)
	assert.Equal(t, "http://cognito:9229", *app.Environment["AWS_ENDPOINT_URL"])
}
