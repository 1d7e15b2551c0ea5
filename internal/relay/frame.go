package relay

import (
	"fmt"

	"google.golang.org/grpc/mem"
)

// largest is the size of the largest message. Terraform's own limit is the same
// (internal/plugin/grpc_provider.go, grpcMaxMessageSize).
const largest = 256 << 20

// frame is one message, as it is on the wire.
type frame []byte

// frames is a gRPC codec that leaves messages as they are. It has the name of the codec
// that both ends use, since the name is part of the content type.
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
