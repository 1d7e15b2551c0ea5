package cognitoidp

func getCSVHeader(c *call, in userPoolRequest) (any, error) {
	pool, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	return map[string]any{"UserPoolId": in.UserPoolID, "CSVHeader": pool.ImportHeader()}, nil
}

var csvHeaderActions = []action{
	on("GetCSVHeader", getCSVHeader),
}
