using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Render.Functions.Coordination;
using Render.Functions.Durable;
using Render.Functions.Http;
using Render.Functions.Settings;
using Render.Functions.Telemetry;
using Render.Functions.Triggers;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddRenderSettings(builder.Configuration);
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddDurableWorkflows();
builder.Services.AddCoordination();
builder.Services.AddApiFunctions();
builder.Services.AddTriggers();
builder.Build().Run();
