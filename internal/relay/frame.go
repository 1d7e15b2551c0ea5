package relay

import (
	"fmt"

	"google.golang.org/grpc/mem"
)

// largest is the maximum size of a message, in bytes. Terraform has the same limit
// (internal/plugin/grpc_provider.go, grpcMaxMessageSize).
const largest = 256 << 20

// frame is one message in wire format.
type frame []byte

// frames is a gRPC codec that does not decode messages. It has the name of the codec that both
// ends use, because the name is part of the content type.
type frames struct{}

func (frames) Name() string { return "proto" }

func (frames) Marshal(v any) (mem.BufferSlice, error) {
	f, ok := v.(*frame)
	if !ok {
		return nil, fmt.Errorf("relay: %T is not a frame", v)
	}
	return mem.BufferSlice{mem.SliceBuffer(*f)}, nil
}

func (frames) Unmarshal(data mem.BufferSlice, v any) error {
	f, ok := v.(*frame)
	if !ok {
		return fmt.Errorf("relay: %T is not a frame", v)
	}
	*f = data.Materialize()
	return nil
}
