using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>Who comes to hold which data of a job, and whether the job's policies let it be there.</summary>
public static class Custody
{
    /// <summary>What somebody comes to hold.</summary>
    public static ImmutableArray<JobData> Holds(Custodian custodian) => custodian switch
    {
        Custodian.Renderer or Custodian.Store => [JobData.Scene, JobData.Output, JobData.Logs],
        // They render the audited or disputed blocks again: those are output too, and nobody keeps a log of it.
        Custodian.Auditor or Custodian.Arbiter => [JobData.Scene, JobData.Output],
        Custodian.Peer or Custodian.Reader => [JobData.Scene],
        _ => throw new ArgumentOutOfRangeException(nameof(custodian), custodian, "No such custodian."),
    };

    /// <summary>Whether the policies let somebody at this place hold what it comes to hold.</summary>
    public static bool Admits(PlacementPolicies policies, Custodian custodian, KnownPlace place)
    {
        if (policies.AllowsAll)
            return true;
        foreach (var data in Holds(custodian))
            if (place.Misfit(policies.For(data)) is not null)
                return false;
        return true;
    }

    /// <summary>Every reason why not, each code once, with the data that it is about.</summary>
    public static ImmutableArray<Misfit> Check(PlacementPolicies policies, Custodian custodian, KnownPlace place) =>
        policies.AllowsAll
            ? []
            : [
                .. Holds(custodian)
                    .Select(data => (Data: data, Policy: policies.For(data), Code: place.Misfit(policies.For(data))))
                    .Where(found => found.Code is not null)
                    .GroupBy(found => found.Code!.Value)
                    .Select(found => Explain(found.Key, found.First().Policy, place, Names(found.Select(one => one.Data), policies, custodian))),
            ];

    private static Misfit Explain(MisfitCode code, PlacementPolicy policy, KnownPlace place, string what) => new(code, code switch
    {
        MisfitCode.Region => $"{Quoted("region", place.Region)} is not allowed{what}",
        MisfitCode.Jurisdiction => $"{Quoted("jurisdiction", Shown(place))} is not allowed{what}",
        _ => place.Doubt switch
        {
            PlaceDoubt.Contradicted => $"a place {Level(policy)} is needed{what}, and its round trips contradict '{place.Region}'",
            PlaceDoubt.Unanswered => $"a place {Level(policy)} is needed{what}, and it has answered no round trip yet",
            _ => $"a place {Level(policy)} is needed{what}, its region is {Lower(place.RegionEvidence)}, its jurisdiction {Lower(place.JurisdictionEvidence)}",
        },
    });

    private static string Shown(KnownPlace place) =>
        place.Possible(EvidenceLevel.Declared) is { IsEmpty: false } possible ? string.Join(" or ", possible) : "";

    private static string Quoted(string what, string name) => name.Length > 0 ? $"{what} '{name}'" : $"a node without {what}";

    private static string Level(PlacementPolicy policy) => Lower(policy.MinimumEvidence);

    private static string Lower(EvidenceLevel level) => level.ToString().ToLowerInvariant();

    // Said only where it tells something: where all that is held is meant, it would be noise.
    private static string Names(IEnumerable<JobData> data, PlacementPolicies policies, Custodian custodian) =>
        policies.IsOne || Holds(custodian).Length == data.Count()
            ? ""
            : $" for the {string.Join(" and the ", data.Select(one => one.ToString().ToLowerInvariant()))}";
}
