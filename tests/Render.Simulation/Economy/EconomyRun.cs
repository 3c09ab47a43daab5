using Render.Network.Economics;
using Render.Simulation.Machine;

namespace Render.Simulation.Economy;

/// <summary>
/// One play of a scenario: a market around the product's own settlement and emission. Each week creators order by the price, work goes to nodes evenly, the charge is settled
/// (<see cref="Settlement"/>), the epoch closed (<see cref="EpochClose"/>), operators come and go by what they earned, and the price of work follows how busy the network was.
/// </summary>
/// <remarks>What trades the token, and why, is outside of it: its price is the scenario's, but for what spending alone needs of a scarce supply. A settlement of the week's work as one job gives the same sums as its jobs would, to their roundings.</remarks>
internal sealed class EconomyRun
{
    private const int Cohorts = 12;

    /// <summary>How busy a network may be, and how busy its nodes want it to be: above, asks rise.</summary>
    private const double MostBusy = 0.95, WantedBusy = 0.7;

    /// <summary>How fast asks follow, a week.</summary>
    private const double Following = 0.5;

    /// <summary>The most that demand multiplies by a low price.</summary>
    private const double MostDrawn = 4;

    private readonly EconomyScenario _scenario;
    private readonly EconomyTerms _terms;
    private readonly SeededStream _random;
    private readonly OperatorCohort[] _cohorts;
    private double _wander;
    private double _ask;
    private double _spent;
    private Tokens _supply;
    private Tokens _carried = Tokens.Zero;
    // Burned and not minted again.
    private Tokens _burned;

    private EconomyRun(EconomyScenario scenario, EconomyTerms terms, ulong seed)
    {
        (_scenario, _terms, _supply) = (scenario, terms, terms.Supply);
        _random = new SeededStream(seed, "token price");
        // Costs from half to twice the middle's, evenly in their logarithm.
        _cohorts = [.. Enumerable.Range(0, Cohorts).Select(i => new OperatorCohort(i, terms.Energy * Math.Pow(4, ((i + 0.5) / Cohorts) - 0.5), terms.Nodes / Cohorts))];
        _ask = terms.CloudPrice * 0.6;
    }

    /// <summary>Plays it.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="terms">What it begins with.</param>
    /// <param name="seed">Of the token price's wandering.</param>
    public static IReadOnlyList<EconomyEpoch> Play(EconomyScenario scenario, EconomyTerms terms, ulong seed)
    {
        var run = new EconomyRun(scenario, terms, seed);
        return [.. Enumerable.Range(0, terms.Epochs).Select(run.Week)];
    }

    private EconomyEpoch Week(int week)
    {
        foreach (var cohort in _cohorts)
            cohort.Lose(_scenario.Exodus(week));
        var tokenPrice = Math.Max(TokenPrice(week), _spent * EconomyScenario.Year / (_terms.Velocity * EconomyTable.Tokens(_supply)));
        var cloudPrice = _terms.CloudPrice * Math.Pow(_terms.CloudPriceAYear, week / (double)EconomyScenario.Year);

        // 1. What creators order at the price in tokens that the policy allows.
        var price = Bounded(_ask / tokenPrice, out var bound);
        var workPrice = EconomyTable.Tokens(price) * tokenPrice;
        var ordered = _terms.Demand * _scenario.Demand(week) * Math.Min(Math.Pow(cloudPrice / workPrice, _terms.Elasticity), MostDrawn);
        var nodes = _cohorts.Sum(cohort => cohort.Nodes);
        var capacity = nodes * _terms.NodeCapacity;
        var done = Math.Min(ordered, capacity * MostBusy);

        // 2. What that is settled and minted to. A million rays stand for a work unit.
        var work = _cohorts.Select(cohort => new NodeWork(cohort.Node, cohort.Operator, (ulong)(done * cohort.Nodes / nodes) * 1_000_000, 0)).ToList();
        var settled = Settlement.Of(new SettlementTerms(_supply, price, 1_000_000, _terms.Policy.Split), work);
        var emission = _terms.Policy.Emission;
        var scheduled = emission.Schedule.At(week);
        var close = EpochClose.Of(
            new EpochTerms(scheduled, _carried, emission.CapPerWorkUnit, emission.AvailabilityBp, emission.Recyclable(week, _burned)), settled.Emission,
            _cohorts.Select(cohort => new NodeAvailability(cohort.Node, cohort.Operator, (uint)Math.Ceiling(cohort.Nodes))));
        _supply = _supply + close.Minted - settled.Burn;
        _carried = close.CarryOut;
        _burned = _burned + settled.Burn - close.Recycled;

        // 3. Who earned what, and what they make of it.
        var paid = settled.Payouts.ToDictionary(payout => payout.Node, payout => EconomyTable.Tokens(payout.Amount));
        var minted = close.Payouts.ToDictionary(payout => payout.Node, payout => EconomyTable.Tokens(payout.Amount));
        var (income, cost) = (0.0, 0.0);
        foreach (var cohort in _cohorts)
        {
            var earned = (paid.GetValueOrDefault(cohort.Node) + minted.GetValueOrDefault(cohort.Node)) * tokenPrice / cohort.Nodes;
            var spent = _terms.Upkeep + (cohort.Energy * _scenario.Energy(week) * done / nodes);
            income += earned * cohort.Nodes / nodes;
            cost += spent * cohort.Nodes / nodes;
            cohort.Respond(earned, spent);
        }

        // 4. Asks follow how busy nodes were, and never fall below the cheapest operator's energy.
        var busy = Math.Min(ordered / capacity, 2);
        _ask = Math.Max(_ask * Math.Exp(Following * (busy - WantedBusy)), _cohorts[0].Energy);
        _spent = done * workPrice;
        var emitted = EconomyTable.Tokens(close.Minted) * tokenPrice / nodes;
        var needed = cost / (_terms.NodeCapacity * WantedBusy * _terms.Policy.Split.OperatorsBp / 10_000);
        return new EconomyEpoch(
            week, _supply, scheduled, close.Minted, settled.Burn, close.CarryOut, ordered, done, nodes, tokenPrice, workPrice, cloudPrice, bound, income, income > 0 ? emitted / income : 0, cost,
            needed / EconomyTable.Tokens(_terms.Policy.Prices.Ceiling), cloudPrice / EconomyTable.Tokens(_terms.Policy.Prices.Floor));
    }

    /// <summary>The token's price: the scenario's, times a wandering that is drawn back to it (an Ornstein-Uhlenbeck process in its logarithm).</summary>
    private double TokenPrice(int week)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.Unit())) * Math.Cos(2 * Math.PI * _random.Unit());
        _wander = (_wander * 0.97) + (_scenario.Volatility * normal);
        return _terms.TokenPrice * _scenario.Price(week) * Math.Exp(_wander);
    }

    private Tokens Bounded(double tokens, out int bound)
    {
        var (floor, ceiling) = (_terms.Policy.Prices.Floor, _terms.Policy.Prices.Ceiling);
        bound = tokens < EconomyTable.Tokens(floor) ? -1 : tokens > EconomyTable.Tokens(ceiling) ? 1 : 0;
        return bound < 0 ? floor : bound > 0 ? ceiling : Tokens.FromDecimal((decimal)tokens);
    }
}
