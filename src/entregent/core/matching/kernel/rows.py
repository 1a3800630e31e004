"""The compiled part: rows that grow and are put in order. Loops of our own: numpy's take the compiler twenty times longer."""

import numpy as np

from entregent.core.matching.kernel.machine import jit


@jit
def with_room(held, size):
    """The numbers, or a copy in twice the room when it is too short."""
    if size <= len(held):
        return held
    longer = np.empty(2 * size, held.dtype)
    for at in range(len(held)):
        longer[at] = held[at]
    return longer


@jit
def with_rows(held, size):
    """As `with_room`, for rows of three."""
    if size <= len(held):
        return held
    longer = np.empty((2 * size, 3), held.dtype)
    for at in range(len(held)):
        for column in range(3):
            longer[at, column] = held[at, column]
    return longer


@jit
def sort(numbers, size):
    """Put the first numbers in order: by insertion when few, by a heap otherwise."""
    if size <= 16:
        for at in range(1, size):
            number = numbers[at]
            free = at
            while free > 0 and numbers[free - 1] > number:
                numbers[free] = numbers[free - 1]
                free -= 1
            numbers[free] = number
        return
    for root in range(size // 2 - 1, -1, -1):
        sink(numbers, root, size)
    for last in range(size - 1, 0, -1):
        numbers[0], numbers[last] = numbers[last], numbers[0]
        sink(numbers, 0, last)


@jit
def sink(numbers, root, size):
    """Let a number go down to its place in the heap."""
    number = numbers[root]
    while 2 * root + 1 < size:
        larger = 2 * root + 1
        if larger + 1 < size and numbers[larger + 1] > numbers[larger]:
            larger += 1
        if numbers[larger] <= number:
            break
        numbers[root] = numbers[larger]
        root = larger
    numbers[root] = number


@jit
def first_from(numbers, size, number):
    """How many of the first numbers, in order, are less."""
    low, high = 0, size
    while low < high:
        middle = (low + high) >> 1
        if numbers[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low
