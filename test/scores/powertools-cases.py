"""Runs the tests of Powertools' feature flags and prints each evaluation as JSON. The argument is the folder with its sources."""

import json
import os
import sys

import pytest

folder = sys.argv[1]
sys.path.insert(0, folder)
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from aws_lambda_powertools.utilities.feature_flags import ConfigurationStoreError, comparators  # noqa: E402
from aws_lambda_powertools.utilities.feature_flags.feature_flags import FeatureFlags  # noqa: E402

own_now = comparators._get_now_from_timezone
own_evaluate = FeatureFlags.evaluate
cases = []


def evaluate(self, *, name, context=None, default):
    result = own_evaluate(self, name=name, context=context, default=default)
    try:
        schema = self.store.get_configuration()
    except ConfigurationStoreError:
        return result
    case = {
        "test": os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0],
        "schema": schema,
        "feature": name,
        "context": context or {},
        "default": default,
        "result": result,
        "now": None,
    }
    if comparators._get_now_from_timezone is not own_now:
        case["now"] = comparators._get_now_from_timezone(None).timestamp() * 1000
    # What is no JSON is no case: an import reads JSON.
    cases.append(json.loads(json.dumps(case)))
    return result


FeatureFlags.evaluate = evaluate
tests = os.path.join(folder, "tests/functional/feature_flags")
own_output, sys.stdout = sys.stdout, sys.stderr
code = pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", tests, tests])
sys.stdout = own_output
print(json.dumps(cases))
sys.exit(code)
