name = "parcel-couriers"
