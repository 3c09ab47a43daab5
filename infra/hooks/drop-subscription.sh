#!/bin/sh
# After the code is deployed: has Event Grid tell the app of every scene that is dropped in.
# The host makes the webhook's key when it first starts with the blob trigger, which can take some minutes; Event Grid asks the webhook at once.
set -eu

tries=10
until
  curl --silent --show-error --max-time 60 --output /dev/null "$RENDER_COORDINATOR/v1/health" || true
  az deployment group create --resource-group "$AZURE_RESOURCE_GROUP" --name drop-subscription \
    --template-file infra/drop-subscription.bicep \
    --parameters appName="$RENDER_APP" topicName="$RENDER_DROP_TOPIC" --output none
do
  tries=$((tries - 1))
  if [ "$tries" -eq 0 ]; then
    echo "The app does not answer Event Grid yet; run 'azd hooks run postdeploy' once $RENDER_COORDINATOR/v1/health answers." >&2
    exit 1
  fi
  sleep 30
done
