package relay

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// The services of the plugin protocols.
const (
	service5 = "/tfplugin5.Provider/"
	service6 = "/tfplugin6.Provider/"
)

// names6 are the calls of protocol 5 that protocol 6 renames.
var names6 = map[string]string{
	"GetSchema":                  "GetProviderSchema",
	"PrepareProviderConfig":      "ValidateProviderConfig",
	"ValidateResourceTypeConfig": "ValidateResourceConfig",
	"ValidateDataSourceConfig":   "ValidateDataResourceConfig",
	"Configure":                  "ConfigureProvider",
	"Stop":                       "StopProvider",
}

// The fields of the responses to ConfigureProvider and to ValidateProviderConfig.
const (
	diagnosticsOfConfigure = 1
	diagnosticsOfValidate  = 2
)

// nameOfCall returns the name of a method in protocol 6. It returns "" for services other than
// the provider. The services of go-plugin (GRPCStdio, GRPCBroker, GRPCController) end or watch
// the process, which other commands use, too. Terraform works without them.
func nameOfCall(method string) string {
	if name, ok := strings.CutPrefix(method, service6); ok {
		return name
	}
	name, ok := strings.CutPrefix(method, service5)
	if !ok {
		return ""
	}
	if renamed := names6[name]; renamed != "" {
		return renamed
	}
	return name
}

// handle serves one call.
func (s *Session) handle(_ any, stream grpc.ServerStream) error {
	ctx := stream.Context()
	method, _ := grpc.MethodFromServerStream(stream)
	here, ok := ctx.Value(connectionKey{}).(*connection)
	name := nameOfCall(method)
	if name == "" || !ok {
		return status.Errorf(codes.Unimplemented, "the provider relay does not support %s", method)
	}
	var request frame
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	response, answered, err := s.respond(ctx, method, name, here, request)
	if err != nil {
		return asStatus(err)
	}
	if answered {
		return stream.SendMsg((*frame)(&response))
	}
	to, err := s.upstream(here)
	if err != nil {
		return asStatus(err)
	}
	start := time.Now()
	defer func() { s.spent.Add(int64(time.Since(start))) }()
	return pass(ctx, to, method, request, stream)
}

// respond returns the response to a call that the relay does not pass on. It returns false for
// the other calls.
func (s *Session) respond(ctx context.Context, method, name string, here *connection, request []byte) (response []byte, answered bool, err error) {
	start := time.Now()
	switch name {
	case "GetProviderSchema":
		whole, err := s.relay.schema(ctx, method, request)
		if err != nil || failed(whole, diagnosticsOfSchema) {
			return whole, err == nil, err
		}
		response, err = trim(whole, s.usedTypes(), resourceSchemas, dataSourceSchemas, ephemeralSchemas, listSchemas)
		return response, err == nil, err
	case "GetResourceIdentitySchemas":
		whole, err := s.relay.schema(ctx, method, request)
		if err != nil {
			return nil, false, err
		}
		response, err = trim(whole, s.usedTypes(), identitySchemas)
		return response, err == nil, err
	case "ValidateProviderConfig":
		response, err = s.relay.validated(ctx, method, request)
		s.spent.Add(int64(time.Since(start)))
		return response, err == nil, err
	case "ConfigureProvider":
		if s.options.Configure != nil {
			if request, err = s.options.Configure(ctx, s.call(method, name, here, request)); err != nil {
				return nil, false, err
			}
		}
		to, response, err := s.relay.configure(ctx, method, request)
		if err != nil {
			return nil, false, err
		}
		here.configured.Store(&configuration{to, request})
		s.spent.Add(int64(time.Since(start)))
		return response, true, nil
	case "StopProvider":
		// Do not pass it on: a stopped provider rejects all further calls, also from other
		// commands. Terraform sends StopProvider when it is interrupted, and waits for its
		// own calls.
		return nil, true, nil
	}
	if s.options.Answer == nil {
		return nil, false, nil
	}
	return s.options.Answer(ctx, s.call(method, name, here, request))
}

// call returns the argument for the functions of the session's options.
func (s *Session) call(method, name string, here *connection, request []byte) Call {
	call := Call{Method: name, Request: request, Schema: func(ctx context.Context) ([]byte, error) {
		return s.relay.schema(ctx, schemaMethod(method), nil)
	}}
	if c := here.configured.Load(); c != nil {
		call.Configuration = c.request
	}
	return call
}

// schemaMethod returns the method that returns the schema, in the protocol of another method.
func schemaMethod(method string) string {
	if strings.HasPrefix(method, service5) {
		return service5 + "GetSchema"
	}
	return service6 + "GetProviderSchema"
}

// upstream returns the process for a connection: the process with its configuration, or the first
// process.
func (s *Session) upstream(here *connection) (*upstream, error) {
	if c := here.configured.Load(); c != nil {
		return c.upstream, nil
	}
	return s.relay.first()
}

// pass passes a call on, frame by frame. Both directions may be streams.
func pass(ctx context.Context, to *upstream, method string, first frame, from grpc.ServerStream) error {
	if incoming, ok := metadata.FromIncomingContext(ctx); ok {
		ctx = metadata.NewOutgoingContext(ctx, withoutTransport(incoming))
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := to.conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, method)
	if err != nil {
		return err
	}
	if err := stream.SendMsg(&first); err != nil {
		return receive(stream, from) // returns the provider's status
	}
	go func() {
		for {
			var more frame
			if from.RecvMsg(&more) != nil {
				_ = stream.CloseSend() // receive returns the provider's reaction
				return
			}
			if stream.SendMsg(&more) != nil {
				return
			}
		}
	}()
	return receive(stream, from)
}

// receive passes on the provider's messages, and returns its status.
func receive(stream grpc.ClientStream, to grpc.ServerStream) error {
	for {
		var f frame
		err := stream.RecvMsg(&f)
		if err != nil {
			to.SetTrailer(stream.Trailer())
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if err := to.SendMsg(&f); err != nil {
			return err
		}
	}
}

// withoutTransport drops the headers that a gRPC client sets itself.
func withoutTransport(md metadata.MD) metadata.MD {
	kept := metadata.MD{}
	for name, values := range md {
		if !strings.HasPrefix(name, ":") && !strings.HasPrefix(name, "grpc-") && name != "content-type" && name != "user-agent" && name != "te" {
			kept[name] = values
		}
	}
	return kept
}

// asStatus returns a gRPC status unchanged, and any other error with the code Unavailable.
func asStatus(err error) error {
	if _, ok := status.FromError(err); ok {
		return err
	}
	return status.Error(codes.Unavailable, err.Error())
}
