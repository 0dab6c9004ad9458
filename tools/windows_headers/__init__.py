# SPDX-License-Identifier: Apache-2.0
"""Parts of tools/generate_windows_headers."""
