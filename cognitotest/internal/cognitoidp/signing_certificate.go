package cognitoidp

func getSigningCertificate(c *call, in userPoolRequest) (any, error) {
	pool, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	certificate, err := c.Issuer.SigningCertificate(pool)
	return map[string]string{"Certificate": certificate}, err
}

var signingCertificateActions = []action{
	on("GetSigningCertificate", getSigningCertificate),
}
