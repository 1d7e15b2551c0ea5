// Package router implements the endpoint of the AWS provider that all tests share. It sends each request to the emulator of
// the deployment that the request is about, by pool name, pool ID or domain. The router is also the provider's proxy, and
// rejects every proxied request, so that a call to another host fails the run. It does not import the emulator.
package router
