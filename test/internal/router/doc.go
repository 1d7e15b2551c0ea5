// Package router is the endpoint of the AWS provider that all tests share. It sends each request to the emulator of the
// deployment that the request is about, by pool name, pool ID or domain. It also is the provider's proxy, and as such
// rejects every request, so that a call to another host fails the run. It knows URLs and JSON, not the emulator.
package router
