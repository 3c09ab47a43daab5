#!/bin/sh
# Before the code is deployed: builds the worker's image inside the registry, so nobody needs Docker, and gives it to the jobs.
set -eu

tag=$(git describe --always --dirty 2>/dev/null || date -u +%Y%m%d%H%M%S)
image="$AZURE_CONTAINER_REGISTRY_ENDPOINT/render-worker:$tag"

az acr build --registry "$AZURE_CONTAINER_REGISTRY_NAME" --image "render-worker:$tag" --file gpuworker/Dockerfile .

for job in ${RENDER_WORKER_JOBS:-}; do
  az containerapp job update --resource-group "$AZURE_RESOURCE_GROUP" --name "$job" --container-name worker --image "$image" --output none
done

# The next provisioning keeps this image.
azd env set RENDER_WORKER_IMAGE "$image"
