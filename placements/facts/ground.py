"""Where things lie, roughly: centres of the postal districts around Aarhus, on a flat map in metres."""

from math import cos, nan, radians

# postcode: latitude, longitude (WGS 84, rounded; good enough to tell near from far)
CENTRES = {
    "8000": (56.156, 10.204),
    "8200": (56.187, 10.185),
    "8210": (56.170, 10.155),
    "8220": (56.153, 10.110),
    "8230": (56.153, 10.165),
    "8240": (56.190, 10.225),
    "8245": (56.200, 10.240),
    "8250": (56.213, 10.270),
    "8260": (56.125, 10.155),
    "8270": (56.110, 10.190),
    "8310": (56.090, 10.130),
    "8320": (56.068, 10.160),
    "8330": (56.060, 10.210),
    "8340": (56.037, 10.195),
    "8355": (56.040, 10.085),
    "8361": (56.105, 10.095),
    "8381": (56.187, 10.105),
    "8462": (56.145, 10.000),
    "8471": (56.212, 10.035),
    "8520": (56.237, 10.240),
    "8530": (56.250, 10.265),
    "8541": (56.265, 10.310),
}
MIDDLE = CENTRES["8000"]
METRES_A_DEGREE = 111_320  # of latitude; of longitude it shrinks with the cosine


def centre(postcode):
    """Latitude and longitude of a postcode's middle, or nothing where we don't know it."""
    return CENTRES.get(postcode.strip(), (None, None))


def flat(latitude, longitude):
    """Metres east and north of the city's middle; not a number where the place is unknown."""
    if latitude is None or longitude is None:
        return nan, nan
    east = (longitude - MIDDLE[1]) * METRES_A_DEGREE * cos(radians(MIDDLE[0]))
    return east, (latitude - MIDDLE[0]) * METRES_A_DEGREE
