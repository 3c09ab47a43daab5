namespace Render.Network.Tests.Jobs;

/// <summary>Checks a transition function against a written table, for every state and event.</summary>
internal static class TransitionTable
{
    /// <param name="table">Lines <c>State Event Next</c>; whatever is missing is illegal.</param>
    public static void Check<TState, TEvent>(string table, Func<TState, TEvent, TState> next)
        where TState : struct, Enum
        where TEvent : struct, Enum
    {
        var legal = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => (Enum.Parse<TState>(words[0]), Enum.Parse<TEvent>(words[1])), words => Enum.Parse<TState>(words[2]));

        foreach (var state in Enum.GetValues<TState>())
        {
            foreach (var happened in Enum.GetValues<TEvent>())
            {
                if (legal.TryGetValue((state, happened), out var expected))
                {
                    Assert.Equal((state, happened, expected), (state, happened, next(state, happened)));
                    continue;
                }

                var refused = Assert.Throws<Render.Network.Jobs.IllegalTransitionException>(() => next(state, happened));
                Assert.Equal(("x", state.ToString(), happened.ToString()), (refused.Id, refused.From, refused.Event));
            }
        }
    }
}
