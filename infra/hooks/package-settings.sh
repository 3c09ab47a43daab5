#!/bin/sh
# Before provisioning: what `dotnet publish` is to know. azd gives its environment to it, and MSBuild takes variables as properties.
set -eu

# Brings in the extension for the Durable Task Scheduler, which host.json names; on one machine the package is not needed.
azd env set DurableTaskScheduler true
