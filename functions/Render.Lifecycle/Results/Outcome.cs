using System.Diagnostics.CodeAnalysis;

namespace Render.Lifecycle.Results;

/// <summary>What a use case answers: a value, or a typed refusal. Bugs and broken storage throw instead.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class Outcome<T>
    where T : class
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The value; null exactly where <see cref="Refusal"/> is not.</summary>
    public T? Value { get; }

    /// <summary>The refusal; null exactly where <see cref="Value"/> is not.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was refused.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => Refusal is not null;

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
