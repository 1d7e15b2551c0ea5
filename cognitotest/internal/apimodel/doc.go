// Package apimodel holds the model of the Cognito user pools API (cognito-idp, 2016-04-18): its
// operations and the shapes of their requests and responses.
//
// It reads requests as JSON of their shapes, and checks them against the constraints of the
// shapes, with the texts of the service. It does not know what an operation does, nor which
// rules hold beyond the model.
package apimodel
