# SPDX-License-Identifier: Apache-2.0
"""Finds included files without regard to case, and with a backslash as a separator (K-ENV-1)."""
import os
import pathlib


class IncludeFinder:
    def __init__(self, guest_folders, system_folders):
        self.guest_folders = [pathlib.Path(folder).resolve() for folder in guest_folders]
        self.system_folders = [pathlib.Path(folder).resolve() for folder in system_folders]
        self.listings = {}

    def guest_file(self, name, quoted, includer):
        """The guest's own file of that name, or None."""
        folders = ([includer.parent] if quoted else []) + self.guest_folders
        return next((found for folder in folders if (found := self.find_below(folder, name))), None)

    def system_spelling(self, name):
        """The spelling under which our headers have that name, or None."""
        for folder in self.system_folders:
            found = self.find_below(folder, name)
            if found:
                return found.relative_to(folder).as_posix() if folder in found.parents else None
        return None

    def find_below(self, folder, name):
        at = folder
        for part in name.replace("\\", "/").split("/"):
            if part in ("", "."):
                continue
            at = at.parent if part == ".." else self.entry(at, part)
            if at is None:
                return None
        return at if at.is_file() else None

    def entry(self, folder, name):
        exact = folder / name
        if folder not in self.listings:
            self.listings[folder] = self.list_folder(folder)
        names = self.listings[folder]
        if name in names.values():
            return exact
        return folder / names[name.lower()] if name.lower() in names else None

    @staticmethod
    def list_folder(folder):
        try:
            return {entry.lower(): entry for entry in sorted(os.listdir(folder), reverse=True)}
        except OSError:
            return {}
