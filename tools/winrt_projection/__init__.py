# SPDX-License-Identifier: Apache-2.0
"""From interface definitions (IDL) to C++ headers."""
