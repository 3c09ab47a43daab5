using System.Text;

namespace Render.WorkerJob.Tests.Container;

/// <summary>A Dockerfile as its instructions.</summary>
internal sealed record Dockerfile(IReadOnlyList<Dockerfile.Instruction> Instructions)
{
    /// <summary>The instructions of the last stage, which is the image.</summary>
    public IEnumerable<Instruction> Image => Instructions.Skip(Instructions.ToList().FindLastIndex(instruction => instruction.Name == "FROM"));

    public static Dockerfile Read(string path)
    {
        var instructions = new List<Instruction>();
        var whole = new StringBuilder();
        foreach (var line in File.ReadLines(path).Where(line => !line.TrimStart().StartsWith('#') && line.Trim().Length > 0))
        {
            whole.Append(line.TrimEnd('\\').Trim()).Append(' ');
            if (line.EndsWith('\\'))
                continue;
            var words = whole.ToString().Trim();
            var end = words.IndexOf(' ', StringComparison.Ordinal);
            instructions.Add(new Instruction(words[..end], words[end..].Trim()));
            whole.Clear();
        }

        return new Dockerfile(instructions);
    }

    public IEnumerable<Instruction> Named(string name) => Instructions.Where(instruction => instruction.Name == name);

    /// <summary>One instruction.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Text">The rest, on one line.</param>
    internal sealed record Instruction(string Name, string Text)
    {
        public IReadOnlyList<string> Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        /// <summary>Its flags, such as <c>--from=build</c>.</summary>
        public IEnumerable<string> Flags => Words.TakeWhile(word => word.StartsWith("--", StringComparison.Ordinal));

        /// <summary>The words behind the flags.</summary>
        public IReadOnlyList<string> Arguments => [.. Words.SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal))];
    }
}
