using System.Text.Json;
using System.Text.Json.Nodes;

namespace Render.Network.Governance;

/// <summary>What a proposal changes: values of a policy, by path. All changes are applied together, then the whole must be valid.</summary>
/// <param name="Changes">The changes; each path once.</param>
public sealed record PolicyDiff(IReadOnlyList<PolicyChange> Changes)
{
    /// <summary>Reads changes from their file's form: { "path.of.value": value, … }.</summary>
    /// <returns>The changes; null where the text is JSON, but no object.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static PolicyDiff? Parse(string json) =>
        JsonNode.Parse(json) is JsonObject values ? new([.. values.Select(value => new PolicyChange(value.Key, value.Value?.ToJsonString() ?? "null"))]) : null;

    /// <summary>Applies the changes.</summary>
    /// <returns>The new policy and no errors, or no policy and what is wrong.</returns>
    public (Policy? Policy, IReadOnlyList<PolicyError> Errors) Apply(Policy policy)
    {
        var root = JsonNode.Parse(PolicyJson.Write(policy))!;
        var errors = new List<PolicyError>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in Changes)
            if (!paths.Add(change.Path)) errors.Add(new PolicyError(change.Path, "changed twice"));
            else if (Set(root, change) is { } error) errors.Add(error);
        if (errors.Count > 0) return (null, errors);
        try
        {
            var changed = PolicyJson.Read(JsonSerializer.SerializeToUtf8Bytes(root));
            var invalid = changed.Validate();
            return invalid.Count == 0 ? (changed, []) : (null, invalid);
        }
        catch (JsonException e)
        {
            return (null, [new PolicyError(e.Path?.TrimStart('$', '.') ?? "", "this place does not take such a value")]);
        }
    }

    /// <summary>The changes that lead from one policy to another.</summary>
    public static PolicyDiff Between(Policy from, Policy to)
    {
        var changes = new List<PolicyChange>();
        Compare("", JsonNode.Parse(PolicyJson.Write(from))!, JsonNode.Parse(PolicyJson.Write(to))!, changes);
        return new PolicyDiff(changes);
    }

    private static PolicyError? Set(JsonNode root, PolicyChange change)
    {
        var names = change.Path.Split('.');
        var at = root as JsonObject;
        foreach (var name in names[..^1]) at = at?[name] as JsonObject;
        if (at is null || !at.ContainsKey(names[^1])) return new PolicyError(change.Path, "there is no such value");
        if (at[names[^1]] is JsonObject) return new PolicyError(change.Path, "a group of values, not one");
        try
        {
            at[names[^1]] = JsonNode.Parse(change.Json);
            return null;
        }
        catch (JsonException)
        {
            return new PolicyError(change.Path, "not JSON");
        }
    }

    private static void Compare(string path, JsonNode from, JsonNode to, List<PolicyChange> changes)
    {
        if (from is JsonObject left && to is JsonObject right)
            foreach (var (name, value) in left)
                Compare(path.Length == 0 ? name : $"{path}.{name}", value!, right[name]!, changes);
        else if (!JsonNode.DeepEquals(from, to))
            changes.Add(new PolicyChange(path, to.ToJsonString()));
    }
}
