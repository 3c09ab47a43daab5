namespace Render.WorkerJob.Settings;

/// <summary>The environment's variables, and what was found wrong with them so far.</summary>
/// <param name="environment">Reads a variable; null or blank where it is unset.</param>
internal sealed class Words(Func<string, string?> environment)
{
    private readonly List<SettingProblem> problems = [];

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<SettingProblem> Problems => problems;

    /// <summary>Whether the variable says something.</summary>
    public bool IsSet(Variable variable) => !string.IsNullOrWhiteSpace(environment(variable.Name));

    /// <summary>Notes that something is wrong.</summary>
    public void Complain(Variable variable, string problem) => problems.Add(new SettingProblem(variable, problem));

    /// <summary>The variable's value, or <paramref name="otherwise"/> where it is unset or wrong.</summary>
    /// <param name="variable">Which.</param>
    /// <param name="parse">Reads it; a <see cref="FormatException"/> says what is wrong.</param>
    /// <param name="otherwise">Where there is none.</param>
    public T Read<T>(Variable variable, Func<string, T> parse, T otherwise)
    {
        if (!IsSet(variable))
            return otherwise;
        try
        {
            return parse(environment(variable.Name)!.Trim());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or PathTooLongException)
        {
            Complain(variable, e.Message);
            return otherwise;
        }
    }

    /// <summary>The variable's value; its absence is a problem.</summary>
    public T? Required<T>(Variable variable, Func<string, T> parse)
    {
        if (IsSet(variable))
            return Read<T?>(variable, text => parse(text), default);
        Complain(variable, $"it is not set. {variable.Meaning}");
        return default;
    }
}
