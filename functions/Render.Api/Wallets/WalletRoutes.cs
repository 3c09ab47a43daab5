using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Wallets;

/// <summary>Tokens from wallets outside, and to them.</summary>
internal static class WalletRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/deposits", Deposit);
        routes.MapPost("/withdrawals", Withdraw);
    }

    private static async Task<IResult> Deposit(HttpContext http, IWalletDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Deposit(await WireBody.Read<DepositRequest>(http, cancellationToken), cancellationToken));

    private static async Task<IResult> Withdraw(HttpContext http, IWalletDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Withdraw(await WireBody.Read<WithdrawalRequest>(http, cancellationToken), cancellationToken));
}
