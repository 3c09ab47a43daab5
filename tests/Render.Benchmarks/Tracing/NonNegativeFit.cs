namespace Render.Benchmarks.Tracing;

/// <summary>Linear least squares of relative error with coefficients that are not negative.</summary>
internal static class NonNegativeFit
{
    /// <summary>
    /// The c ≥ 0 that minimises Σ (1 − Σ cᵢxᵢ / y)². With so few unknowns every set of those that are not zero is tried: the best whose
    /// solution is positive is the optimum (Lawson and Hanson, Solving Least Squares Problems, chapter 23).
    /// </summary>
    public static double[] Solve((double[] X, double Y)[] rows)
    {
        var unknowns = rows[0].X.Length;
        var (best, least) = (new double[unknowns], double.MaxValue);
        for (var set = 1; set < 1 << unknowns; set++)
        {
            int[] used = [.. Enumerable.Range(0, unknowns).Where(i => (set >> i & 1) != 0)];
            var solved = Normal(rows, used);
            if (solved.Any(value => !(value > 0)))
                continue;
            var all = new double[unknowns];
            for (var i = 0; i < used.Length; i++)
                all[used[i]] = solved[i];
            var error = rows.Sum(row => Math.Pow(1 - row.X.Zip(all, (x, c) => x * c).Sum() / row.Y, 2));
            if (error < least)
                (best, least) = (all, error);
        }

        return best;
    }

    private static double[] Normal((double[] X, double Y)[] rows, int[] used)
    {
        var n = used.Length;
        var matrix = new double[n, n + 1];
        foreach (var (x, y) in rows)
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    matrix[i, j] += x[used[i]] * x[used[j]] / (y * y);
                matrix[i, n] += x[used[i]] / y;
            }

        // Gauss and Jordan; the matrix is positive definite unless two counts are proportional, which shows as a value that is no number.
        for (var pivot = 0; pivot < n; pivot++)
            for (var row = 0; row < n; row++)
            {
                if (row == pivot)
                    continue;
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column <= n; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
            }

        return [.. Enumerable.Range(0, n).Select(i => matrix[i, n] / matrix[i, i])];
    }
}
