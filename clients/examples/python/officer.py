#!/usr/bin/python3
"""An officer's program: takes the most urgent step of a unit's queue and completes it.

  ./generate.sh && ./officer.py [UNIT] [NAME]
"""
import os
import pathlib
import sys
import uuid

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here / "gen"))

import grpc  # noqa: E402: the modules are beside this file
from motcua.routing.v1 import routing_service_pb2 as routing  # noqa: E402
from motcua.routing.v1 import routing_service_pb2_grpc as routing_grpc  # noqa: E402

# The file of `routing=HOST:PORT` lines that the launcher writes.
ENDPOINTS = pathlib.Path(
    os.environ.get("MOTCUA_ENDPOINTS", here.parents[2] / "var" / "endpoints")
)


def connect(service, name):
    """A channel to a service, as the person of that certificate."""
    lines = ENDPOINTS.read_text().splitlines()
    addresses = dict(line.split("=", 1) for line in lines if "=" in line)
    certs = ENDPOINTS.parent / "certs"
    credentials = grpc.ssl_channel_credentials(
        (certs / "ca.pem").read_bytes(),
        (certs / f"{name}.key").read_bytes(),
        (certs / f"{name}.pem").read_bytes(),
    )
    return grpc.secure_channel(addresses[service], credentials)


def work(stub, unit):
    """Claims one step and completes it; False if the queue is empty."""
    claimed = stub.ClaimSteps(
        routing.ClaimStepsRequest(request_id=str(uuid.uuid4()), unit_code=unit), timeout=10
    )
    if not claimed.steps:
        return False
    one = claimed.steps[0]
    print(f"{one.dossier_code} step {one.step.index}: {one.step.name}")
    done = stub.CompleteStep(
        routing.CompleteStepRequest(
            request_id=str(uuid.uuid4()),
            unit_code=unit,
            dossier_code=one.dossier_code,
            step_index=one.step.index,
            lease_token=one.lease_token,
        ),
        timeout=10,
    )
    print(f"done; open steps now: {list(done.open_steps)}")
    return True


def main():
    unit = sys.argv[1] if len(sys.argv) > 1 else "30037"
    name = sys.argv[2] if len(sys.argv) > 2 else "operator"
    with connect("routing", name) as channel:
        stub = routing_grpc.RoutingServiceStub(channel)
        try:
            while work(stub, unit):
                pass
        except grpc.RpcError as error:
            sys.exit(f"{error.code().name}: {error.details()}")
    print("the queue is empty")


if __name__ == "__main__":
    main()
