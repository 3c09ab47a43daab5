using Microsoft.AspNetCore.Http;
using Render.Api.Problems;

namespace Render.Api.Auth;

/// <summary>Lets only the admin token pass.</summary>
internal sealed class AdminOnly(AdminToken token) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (token.IsCarriedBy(request))
            return next(context);
        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return ValueTask.FromResult<object?>(ProblemResult.Of(AdminToken.IsPresent(request) ? ApiProblems.WrongToken : ApiProblems.NoToken));
    }
}
