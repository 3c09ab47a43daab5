using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Tests;

public class InTurnTests
{
    [Fact]
    public async Task Do_OneFails_TheOthersAreDoneAndItIsGivenBack()
    {
        var (done, back) = (new List<int>(), new List<int>());

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => InTurn.Do([1, 2, 3, 4], Odd(done, () => new InvalidDataException("even")), back.AddRange));

        Assert.Equal("even", e.Message);
        Assert.Equal([1, 3], done);
        Assert.Equal([2, 4], back);
    }

    [Fact]
    public async Task Do_StorageDoesNotAnswer_TheRestIsGivenBackUntried()
    {
        var (done, back) = (new List<int>(), new List<int>());

        await Assert.ThrowsAsync<StorageUnavailableException>(() => InTurn.Do([1, 2, 3, 4], Odd(done, () => new StorageUnavailableException("disk", "gone")), back.AddRange));

        Assert.Equal([1], done);
        Assert.Equal([2, 3, 4], back);
    }

    [Fact]
    public async Task Do_Cancelled_TheRestIsGivenBack()
    {
        var (done, back) = (new List<int>(), new List<int>());

        await Assert.ThrowsAsync<OperationCanceledException>(() => InTurn.Do([1, 2, 3], Odd(done, () => new OperationCanceledException()), back.AddRange));

        Assert.Equal([1], done);
        Assert.Equal([2, 3], back);
    }

    [Fact]
    public async Task Do_Steps_AllAreTakenThoughOneFails()
    {
        var taken = 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => InTurn.Do(() => throw new InvalidDataException(), () => Task.FromResult(taken++)));

        Assert.Equal(1, taken);
    }

    private static Func<int, Task> Odd(List<int> done, Func<Exception> otherwise) => number =>
    {
        if (number % 2 == 0)
            return Task.FromException(otherwise());
        done.Add(number);
        return Task.CompletedTask;
    };
}
